namespace WebConsole.Appliances;

/// <summary>A disk of an appliance.</summary>
/// <param name="Id">Its name in the descriptor.</param>
/// <param name="CapacityBytes">Its size, as a guest sees it; <c>null</c> where the descriptor does not say it in a number.</param>
/// <param name="File">The image; <c>null</c> for an empty disk.</param>
/// <param name="Format">The image's format, one of <see cref="Images.DiskFormats.All"/>.</param>
/// <param name="Bus">libvirt's name of its bus: <c>ide</c>, <c>sata</c>, <c>scsi</c>, <c>nvme</c>.</param>
/// <param name="ControllerModel">libvirt's model of its controller, if there is one like it.</param>
internal sealed record ApplianceDisk(string Id, long? CapacityBytes, ApplianceFile? File, string? Format, string Bus, string? ControllerModel);

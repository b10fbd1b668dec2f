namespace WebConsole.Appliances;

/// <summary>A CD-ROM drive of an appliance.</summary>
/// <param name="Bus">libvirt's name of its bus.</param>
/// <param name="File">The ISO image in it; <c>null</c> if it is empty.</param>
internal sealed record ApplianceDrive(string Bus, ApplianceFile? File);

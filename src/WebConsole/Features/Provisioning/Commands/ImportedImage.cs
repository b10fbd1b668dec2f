namespace WebConsole.Features.Provisioning.Commands;

/// <summary>An image of another product that becomes a disk: it is converted, and stays as it is.</summary>
/// <param name="Pool">The UUID of its pool.</param>
/// <param name="Volume">The volume that holds it: the image itself, or an OVA.</param>
/// <param name="File">Of an OVA, the image's name in it.</param>
/// <param name="Format"><c>vmdk</c>, <c>vdi</c>, <c>vhdx</c>, <c>vpc</c> (VHD), <c>qcow2</c> or <c>raw</c>; by default what its content says, or its name.</param>
public sealed record ImportedImage(Guid? Pool = null, string? Volume = null, string? File = null, string? Format = null);

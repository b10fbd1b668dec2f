namespace WebConsole.Features.Machines;

/// <summary>A failed disk, as the API shows it.</summary>
/// <param name="Disk">Its name in the machine: <c>vda</c>.</param>
/// <param name="Error"><c>no-space</c> or <c>io-error</c>.</param>
internal sealed record DiskErrorItem(string Disk, string Error);

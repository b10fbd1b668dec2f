using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Machines.Commands;

/// <summary>How to delete a machine, in the form of the API.</summary>
/// <param name="Volumes">Those of its disks' volumes that are deleted with their data; by default none.</param>
public sealed record MachineDeletion(IReadOnlyList<VolumeName>? Volumes = null);

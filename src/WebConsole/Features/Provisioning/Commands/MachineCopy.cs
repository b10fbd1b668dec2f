namespace WebConsole.Features.Provisioning.Commands;

/// <summary>The arguments for a copy of a machine, in the form of the API.</summary>
/// <param name="Name">Unique on its host.</param>
/// <param name="Title">A short line for people; by default that of the original.</param>
/// <param name="Disks">What becomes of its disks; each that is not named is copied, or shared where it is only read. What lies in its drives stays there.</param>
/// <param name="Memory">The memory that the guest may use, in bytes; by default that of the original. The maximum stays, or follows where it is less.</param>
/// <param name="Vcpus">How many vCPUs are on; by default as many as of the original. The maximum stays, or follows where it is less.</param>
/// <param name="Start">Whether the copy is started now; by default not, since its system has the original's host name and addresses.</param>
public sealed record MachineCopy(string? Name = null, string? Title = null, IReadOnlyList<CopiedDisk>? Disks = null, bool? Start = null, long? Memory = null, int? Vcpus = null)
{
    /// <summary>The copy's UUID: the same each time that these arguments are looked at.</summary>
    internal Guid Uuid { get; init; } = Guid.NewGuid();
}

/// <summary>What becomes of one disk of a machine that is copied.</summary>
/// <param name="Target">Its name in the machine: <c>vda</c>.</param>
/// <param name="Use"><c>copy</c>, <c>link</c> for an image that rests on the original's, <c>share</c> for the same volume, or <c>omit</c>.</param>
/// <param name="Pool">The UUID of the pool for a new volume; by default that of the original.</param>
/// <param name="Volume">The name of a new volume; by default it comes from the machine's.</param>
/// <param name="Format">Of a copy, by default that of the original.</param>
public sealed record CopiedDisk(string? Target = null, string? Use = null, Guid? Pool = null, string? Volume = null, string? Format = null);

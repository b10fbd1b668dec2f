using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning.Commands;

/// <summary>The arguments of a new container, in the form of the API; sizes in bytes.</summary>
/// <param name="Name">Unique on its host.</param>
/// <param name="Title">A short line for people.</param>
/// <param name="Root">The folder of a pool that is its root directory. With an archive it is made: by default of the container's name, in the archive's pool.</param>
/// <param name="Archive">A packed root file system in a pool, <c>.tar</c>, <c>.tar.gz</c>, <c>.tar.xz</c> or <c>.tar.zst</c>, that is unpacked into a new folder.</param>
/// <param name="Path">Instead, a directory of the host, which only administrators may name.</param>
/// <param name="Init">The program that it runs: by default <c>/sbin/init</c>, which starts a whole system.</param>
/// <param name="Arguments">The program's arguments.</param>
/// <param name="FirstId">The host's user and group that its root is, and 65,535 after it: the files in its root directory must be theirs. Without it, its root is the host's. An archive needs it: its owners are shifted by it.</param>
/// <param name="Memory">The most that it can have; by default 512 MiB.</param>
/// <param name="Vcpus">How many processors; by default 1.</param>
/// <param name="Networks">Its network cards; by default one on the network <c>default</c>, where there is one.</param>
/// <param name="Start">Whether it is started now, as by default.</param>
/// <param name="Count">How many are made, by default one: names, folders and MAC addresses are counted up, <c>web-03</c>, <c>web-04</c>, …; each is a task of its own, whose <c>parent</c> is the one answered with.</param>
public sealed record NewContainer(
    string? Name = null, string? Title = null, VolumeName? Root = null, string? Path = null, VolumeName? Archive = null, string? Init = null, IReadOnlyList<string>? Arguments = null, long? FirstId = null,
    long? Memory = null, int? Vcpus = null, IReadOnlyList<NewInterface>? Networks = null, bool? Start = null, int? Count = null)
{
    /// <summary>The container's UUID: the same each time that these arguments are looked at.</summary>
    internal Guid Uuid { get; init; } = Guid.NewGuid();
}

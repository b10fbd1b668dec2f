using Libvirt;

namespace WebConsole.Storage.Kinds;

/// <summary>How libvirt is told to build: it overwrites data only where that was asked for.</summary>
internal static class PoolBuilds
{
    public static StoragePoolBuildFlags Flags(PoolBuild build, bool erases) =>
        erases ? StoragePoolBuildFlags.Overwrite : build is PoolBuild.Device ? StoragePoolBuildFlags.NoOverwrite : default;

    /// <summary>The same for virsh's <c>pool-build</c>.</summary>
    public static string Option(PoolBuild build, bool erases) => erases ? " --overwrite" : build is PoolBuild.Device ? " --no-overwrite" : "";
}

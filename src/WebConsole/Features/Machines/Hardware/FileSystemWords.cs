using Libvirt.Xml;
using WebConsole.Hosting;

using WebConsole.Components.Shared;

namespace WebConsole.Features.Machines.Hardware;

internal static class FileSystemWords
{
    public static HardwareItem Describe(FileSystemXml shared, HardwareContext context)
    {
        var pool = shared.SourcePool is { } name ? context.Pool(name) : null;
        return new HardwareItem(
            HardwareKind.FileSystem,
            "Shared directory" + Words.With(" ", shared.Target),
            Words.List(
                Source(shared),
                shared.DriverType is "path" ? "9p" : Words.Name(shared.DriverType),
                Words.When(shared.ReadOnly, "read-only")),
            pool is null ? null : AppUrls.StoragePool(pool.Host, pool.Uuid));
    }

    private static string? Source(FileSystemXml shared) => shared switch
    {
        { SourceDirectory: { } directory } => "the host's " + Words.Name(directory),
        { SourcePool: { } pool } => $"on pool {Words.Name(pool)}{Words.With(" (", shared.SourceVolume, ")")}",
        { SourcePath: { } path } => "in " + Words.Name(path),
        { SourceSocket: { } socket } => "served at " + Words.Name(socket),
        _ => Words.Name(shared.Type),
    };
}

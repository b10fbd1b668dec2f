using System.Text;
using Libvirt.Xml;
using WebConsole.Appliances.Definitions;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// Writes a machine as an archive of its definition, <c>machine.xml</c>, and its disks as qcow2 images: complete, for another
/// host with libvirt. UUID and MAC addresses stay; secrets and paths of this host don't.
/// </summary>
internal sealed class BundleWriter
{
    public const string DefinitionName = "machine.xml";

    private readonly byte[] _definition;
    private readonly IReadOnlyList<ExportedDisk> _disks;

    /// <param name="machine">Its definition, which is not changed.</param>
    /// <param name="disks">Its disks.</param>
    public BundleWriter(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        _disks = disks;
        var portable = PortableDefinition.Of(machine, disks);
        Remarks = ExportedSettings.Clean(portable);
        _definition = Encoding.UTF8.GetBytes(portable.ToXml() + "\n");
        FileName = $"{ExportName.Of(machine.Name)}.tar";
    }

    public string FileName { get; }

    /// <summary>What of the definition is not in it.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>How long it will be.</summary>
    public long Length => TarArchive.LengthOf([_definition.Length, .. _disks.Select(disk => disk.Length)]);

    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        var archive = new TarArchive(output);
        await archive.WriteAsync(DefinitionName, _definition.Length, new MemoryStream(_definition), cancellation).ConfigureAwait(false);
        foreach (var disk in _disks)
        {
            var bytes = await disk.Open(cancellation).ConfigureAwait(false);
            await using var closed = bytes.ConfigureAwait(false);
            await archive.WriteAsync(disk.FileName, disk.Length, bytes, cancellation).ConfigureAwait(false);
        }
        await archive.EndAsync(cancellation).ConfigureAwait(false);
    }
}

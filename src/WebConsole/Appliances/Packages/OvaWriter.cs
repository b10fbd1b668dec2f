using System.Security.Cryptography;
using System.Text;
using Libvirt.Xml;
using WebConsole.Appliances.Ovf;

namespace WebConsole.Appliances.Packages;

/// <summary>
/// Writes a machine as an OVA: descriptor, disks, and at the end a manifest of SHA-256, which the standard allows there, so that
/// each disk is read once. Nothing is held in memory.
/// </summary>
internal sealed class OvaWriter
{
    private const int DigestLength = 64;

    private readonly string _name;
    private readonly byte[] _descriptor;
    private readonly IReadOnlyList<ExportedDisk> _disks;

    /// <param name="machine">Its definition.</param>
    /// <param name="disks">Its disks as stream-optimised VMDK images: <see cref="Images.DiskFormats.Vmdk"/>.</param>
    public OvaWriter(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        var export = OvfWriter.Write(machine, disks);
        (_name, _disks) = (ExportName.Of(machine.Name), disks);
        _descriptor = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + export.Xml);
        Remarks = export.Remarks;
    }

    public string FileName => $"{_name}.ova";

    /// <summary>As of <see cref="OvfExport"/>.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>How long it will be.</summary>
    public long Length => TarArchive.LengthOf([_descriptor.Length, .. _disks.Select(disk => disk.Length), Manifest([.. FileNames.Select(name => (name, new string('0', DigestLength)))]).Length]);

    private IEnumerable<string> FileNames => _disks.Select(disk => disk.FileName).Prepend($"{_name}.ovf");

    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        var archive = new TarArchive(output);
        var digests = new List<(string Name, string Digest)>();
        await WriteAsync($"{_name}.ovf", _descriptor.Length, new MemoryStream(_descriptor)).ConfigureAwait(false);
        foreach (var disk in _disks)
            await WriteAsync(disk.FileName, disk.Length, await disk.Open(cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        var manifest = Manifest(digests);
        await archive.WriteAsync($"{_name}.mf", manifest.Length, new MemoryStream(manifest), cancellation).ConfigureAwait(false);
        await archive.EndAsync(cancellation).ConfigureAwait(false);

        async Task WriteAsync(string name, long length, Stream bytes)
        {
            await using var closed = bytes.ConfigureAwait(false);
            var hashed = new HashedBytes(bytes, [HashAlgorithmName.SHA256]);
            await using var disposed = hashed.ConfigureAwait(false);
            await archive.WriteAsync(name, length, hashed, cancellation).ConfigureAwait(false);
            digests.Add((name, hashed.Digests[HashAlgorithmName.SHA256.Name!]));
        }
    }

    private static byte[] Manifest(IReadOnlyList<(string Name, string Digest)> files) =>
        Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"SHA256({file.Name})= {file.Digest.ToLowerInvariant()}\n")));
}

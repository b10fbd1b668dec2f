using Libvirt.Xml;
using WebConsole.Appliances;
using WebConsole.Appliances.Images;
using WebConsole.Appliances.Packages;

namespace WebConsole.Features.Provisioning.Exports;

/// <summary>As what a machine is exported.</summary>
/// <param name="Word">Its name in the API.</param>
/// <param name="Format">The format of its disks.</param>
/// <param name="Extension">How the file's name ends.</param>
internal sealed record ExportKind(string Word, string Format, string Extension)
{
    /// <summary>For other products.</summary>
    public static ExportKind Ova { get; } = new("ova", DiskFormats.Vmdk, ".ova");

    /// <summary>For another host with libvirt: the definition, and qcow2 images.</summary>
    public static ExportKind Bundle { get; } = new("bundle", DiskFormats.Qcow2, ".tar");

    public static IReadOnlyList<ExportKind> All { get; } = [Ova, Bundle];

    /// <summary>An image's name in the package.</summary>
    public string FileName(string target) => $"{ExportName.Of(target)}.{Format}";

    /// <summary>How long the package will be, what is not in it as it was, and what writes it.</summary>
    public (long Length, IReadOnlyList<string> Remarks, Func<Stream, CancellationToken, Task> Write) Write(DomainXml machine, IReadOnlyList<ExportedDisk> disks)
    {
        if (this == Ova)
        {
            var ova = new OvaWriter(machine, disks);
            return (ova.Length, ova.Remarks, ova.WriteAsync);
        }
        var bundle = new BundleWriter(machine, disks);
        return (bundle.Length, bundle.Remarks, bundle.WriteAsync);
    }
}

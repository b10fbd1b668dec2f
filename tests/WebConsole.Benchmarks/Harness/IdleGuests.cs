using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>
/// Idle running machines: the lab's guest without its kernel, so that the firmware finds nothing to boot and halts.
/// Their QEMU processes answer libvirt like any other, without the load of forty booting guests.
/// </summary>
internal sealed class IdleGuests
{
    public const string Uri = "qemu:///system";

    public const string Description = "40 running guests whose firmware found nothing to boot and halted";

    private const string Images = "/var/lib/libvirt/images";

    private IdleGuests(IReadOnlyList<(string Name, Guid Uuid)> all) => All = all;

    public IReadOnlyList<(string Name, Guid Uuid)> All { get; }

    public static IdleGuests Start(int count)
    {
        Directory.CreateDirectory(Images);
        using var connection = LibvirtConnection.Open(Uri);
        return new IdleGuests([.. Enumerable.Range(1, count).Select(number => Start(connection, $"bench-{number:00}"))]);
    }

    /// <summary>Starts those again that a benchmark has stopped.</summary>
    public void StartAgain()
    {
        using var connection = LibvirtConnection.Open(Uri);
        foreach (var (_, uuid) in All)
        {
            using var domain = connection.LookupDomain(uuid);
            if (!domain.IsActive)
                domain.Start();
        }
    }

    private static (string, Guid) Start(LibvirtConnection connection, string name)
    {
        using (var image = File.Create($"{Images}/{name}.qcow2"))
            image.SetLength(64 << 20);
        using var domain = connection.DefineDomain(Definition(name));
        domain.Start();
        return (name, domain.Uuid);
    }

    private static string Definition(string name)
    {
        var text = File.ReadAllText(Repository.File("tests/Lab/guest.xml"))
            .Replace("@NAME@", name, StringComparison.Ordinal).Replace("@TITLE@", name, StringComparison.Ordinal)
            .Replace("@MEMORY@", "32", StringComparison.Ordinal).Replace("@VCPUS@", "1", StringComparison.Ordinal)
            .Replace("@IMAGES@", Images, StringComparison.Ordinal);
        var document = SafeXml.Parse(text);
        document.Descendants().Where(element => element.Name.LocalName is "kernel" or "initrd" or "cmdline").Remove();
        document.Descendants("driver").Single().SetAttributeValue("type", "raw");
        return document.ToString(SaveOptions.DisableFormatting);
    }
}

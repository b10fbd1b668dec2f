using System.Security;
using Libvirt.Native;

namespace Libvirt.Tests;

/// <summary>A host of libvirt's test driver with chosen machines; its state is private to the connection.</summary>
internal sealed class TestHost : IDisposable
{
    /// <summary>Hostile names, as the binding writes them. libvirt refuses slashes and newlines, XML refuses NUL.</summary>
    public static readonly string[] HostileNames =
    [
        "<script>alert(1)</script>".Replace("/", "", StringComparison.Ordinal),
        "'; DROP TABLE machines; --",
        "$(reboot)`id`",
        "-rf",
        @"مرحبا\u202etxt.exe",
        "𝕸𝖆𝖘𝖈𝖍𝖎𝖓𝖊 🖥",
        new('x', 200),
    ];

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"libvirt-tests-{Guid.NewGuid():N}.xml");

    private TestHost(IEnumerable<string> names)
    {
        File.WriteAllBytes(_file, NativeText.Encode($"<node>{string.Concat(names.Select((name, number) => Domain(name, Uuid(number))))}</node>"));
        Connection = LibvirtConnection.Open("test://" + _file);
    }

    public LibvirtConnection Connection { get; }

    public static TestHost With(params string[] names) => new(names);

    /// <summary>The UUID of the machine at this index.</summary>
    public static Guid Uuid(int number) => new($"00112233-4455-6677-8899-{number:x12}");

    public static string Domain(string name, Guid uuid) => $"""
        <domain type='test'>
          <name>{SecurityElement.Escape(name)}</name>
          <uuid>{uuid}</uuid>
          <memory unit='MiB'>64</memory>
          <vcpu>2</vcpu>
          <os><type>hvm</type></os>
        </domain>
        """;

    public void Dispose()
    {
        Connection.Dispose();
        File.Delete(_file);
    }
}

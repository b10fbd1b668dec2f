using System.Diagnostics;
using System.Globalization;
using System.Security;

namespace Libvirt.Tests.Integration;

/// <summary>
/// A real machine without an operating system: QEMU's firmware writes to the serial port and finds no disk. Disposing
/// removes it.
/// </summary>
internal sealed class QemuMachine : IDisposable
{
    public const string Uri = "qemu:///system";
    public const string VncPassword = "opensesa";

    public QemuMachine(LibvirtConnection connection, string? name = null)
    {
        Connection = connection;
        Domain = connection.DefineDomain(Xml(name ?? $"binding-{Guid.NewGuid():N}"), DomainDefineFlags.Validate);
    }

    public LibvirtConnection Connection { get; }

    public Domain Domain { get; }

    /// <summary>QEMU's process.</summary>
    public int ProcessId => int.Parse(
        File.ReadAllText($"/run/libvirt/qemu/{Domain.Name}.pid"), CultureInfo.InvariantCulture);

    public static QemuMachine Started(LibvirtConnection connection)
    {
        var machine = new QemuMachine(connection);
        try
        {
            machine.Domain.Start();
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    /// <summary>Stops and continues QEMU's process.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public void Dispose()
    {
        using (Domain)
        {
            if (Domain.IsActive)
                Domain.ForceOff();
            Domain.Undefine(DomainUndefineFlags.ManagedSave);
        }
    }

    private static string Xml(string name) => $"""
        <domain type='qemu'>
          <name>{SecurityElement.Escape(name)}</name>
          <memory unit='MiB'>64</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
            <bootmenu enable='yes' timeout='3000'/>
            <bios useserial='yes'/>
          </os>
          <features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features>
          <devices>
            <interface type='network'><source network='default'/><model type='virtio'/></interface>
            <serial type='pty'/>
            <graphics type='vnc' autoport='yes' listen='127.0.0.1' passwd='{VncPassword}'/>
            <video><model type='vga'/></video>
            <memballoon model='virtio'/>
          </devices>
        </domain>
        """;

    private void Signal(string signal)
    {
        using var kill = Process.Start("/bin/kill", ["-s", signal, ProcessId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}

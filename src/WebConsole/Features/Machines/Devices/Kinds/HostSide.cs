using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>The host's side of a new device that carries characters: a port, a channel, a USB redirection, a smart card.</summary>
internal static class HostSide
{
    public const string Pty = "pty", Unix = "unix", Tcp = "tcp", File = "file", Nothing = "null", SpiceChannel = "spicevmc", Agent = "qemu-vdagent";

    public static readonly ImmutableArray<string> Fields = ["backend", "path", "address", "port", "connect"];

    private const int MostPort = 65535;

    /// <summary>Whether it names a file or a socket by its path on the host.</summary>
    public static bool HasPath(string? backend) => backend is Unix or File;

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="backends">What the device can have, the usual one first.</param>
    /// <param name="definitions">The machine's definitions: only a SPICE display has channels of SPICE.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(NewDevice asked, ImmutableArray<string> backends, IEnumerable<DomainXml> definitions)
    {
        var backend = Of(asked, backends);
        return
        [
            ("backend", OneOf.MistakeUnlessEmpty(asked.Backend, backends) ?? (backend is SpiceChannel && !definitions.Any(domain => domain.Graphics.Any(display => display.Type is DisplaySettings.Spice)) ? "The machine has no SPICE display: add that first." : null)),
            ("path", PathMistake(asked, backend)),
            ("address", asked.Address is null ? null : backend is not Tcp ? "Of tcp only." : IPAddress.TryParse(asked.Address, out _) ? null : "An IP address."),
            ("port", backend is not Tcp ? asked.Port is null ? null : "Of tcp only." : asked.Port is >= 1 and <= MostPort ? null : $"A number from 1 to {MostPort}."),
            ("connect", asked.Connect is null || backend is Tcp or Unix ? null : "Of tcp and unix only."),
        ];
    }

    /// <summary>What is allowed, and may not be meant.</summary>
    public static IEnumerable<FieldNote> Warnings(NewDevice asked) => asked is { Backend: Tcp, Connect: not true } && DisplaySettings.IsReachable(asked.Address)
        ? [new FieldNote("address", "Whoever reaches the host can connect: it asks for no password and encrypts nothing.")] : [];

    public static T Write<T>(NewDevice asked, ImmutableArray<string> backends, T device) where T : CharacterBackendXml
    {
        device.Type = Of(asked, backends);
        switch (device.Type)
        {
            case Tcp:
                (device.Source.Mode, device.Source.Host, device.Source.Service) = (asked.Connect == true ? "connect" : "bind", asked.Address ?? DisplaySettings.Loopback, asked.Port?.ToString(CultureInfo.InvariantCulture));
                device.Protocol = "raw";
                break;
            case Unix when asked.Path is { Length: > 0 } path:
                (device.Source.Mode, device.Source.Path) = (asked.Connect == true ? "connect" : "bind", path);
                break;
            case File:
                device.Source.Path = asked.Path;
                break;
            case Agent:
                device.Source.ClipboardCopyPaste = true;
                break;
        }
        return device;
    }

    public static string Of(NewDevice asked, ImmutableArray<string> backends) => string.IsNullOrEmpty(asked.Backend) ? backends[0] : asked.Backend;

    private static string? PathMistake(NewDevice asked, string backend) => (asked.Path, backend) switch
    {
        (null or "", File) => "The path of a file of the host.",
        (null or "", Unix) => asked.Kind is "channel" ? null : "The path of a socket of the host.",
        (null, _) => null,
        (_, not (File or Unix)) => "Of unix and file only.",
        var (path, _) => HostFolder.PathMistake(path),
    };
}

using System.Collections.Immutable;
using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>Lists the displays and text consoles of a machine.</summary>
internal static class ConsoleReader
{
    public static ImmutableArray<MachineDisplay> Displays(DomainXml xml) => [.. xml.Graphics.Select(Display)];

    /// <summary>Serial ports come first; each line is listed once.</summary>
    public static ImmutableArray<MachineLine> Lines(DomainXml xml)
    {
        var serials = xml.Serials.Select((device, index) => Line(device, "serial", index));
        var consoles = xml.Consoles.Select((device, index) => (device, index))
            .Where(console => !IsSerialPort(console.device, console.index, xml.Serials))
            .Select(console => Line(console.device, "console", console.index));
        return [.. serials.Concat(consoles).DistinctBy(line => line.Key)];
    }

    // libvirt repeats the first serial port as the first text console.
    private static bool IsSerialPort(CharacterDeviceXml console, int index, XmlList<CharacterDeviceXml> serials) =>
        serials.Count > 0 && (console.TargetType == "serial" || (index == 0 && console.TargetType is null));

    private static MachineDisplay Display(GraphicsXml display, int index)
    {
        var listen = display.Listens is [var first, ..] ? first : null;
        return new MachineDisplay
        {
            Key = index.ToString(CultureInfo.InvariantCulture),
            Type = display.Type ?? "",
            Address = listen?.Type is "none" or "socket" ? null : listen?.Address ?? display.ListenAddress,
            Port = display.Port is > 0 and var port ? port : display.TlsPort is > 0 and var tlsPort ? tlsPort : null,
            Socket = listen?.Socket,
        };
    }

    // A machine that is off has no aliases yet; these are the aliases that it will get.
    private static MachineLine Line(CharacterDeviceXml device, string kind, int index) => new()
    {
        Key = device.Alias ?? string.Create(CultureInfo.InvariantCulture, $"{kind}{index}"),
        Type = device.Type ?? "",
        IsSerial = kind == "serial",
        Number = device.TargetPort ?? index,
        Address = device.Source.Host,
        Port = device.Source.Service,
        Path = device.Source.Path,
    };
}

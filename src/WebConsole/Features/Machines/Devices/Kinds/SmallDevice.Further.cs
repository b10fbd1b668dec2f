using System.Collections.Immutable;
using System.Numerics;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Devices.Kinds;

// Ports, channels, and what few machines have.
internal sealed partial record SmallDevice
{
    private const string GuestAgent = "org.qemu.guest_agent.0", SpiceAgent = "com.redhat.spice.0";
    private const int LongestName = 64;
    private const long LeastShared = 1 << 20, MostShared = 1L << 40;

    private static readonly ImmutableArray<string> Audios = ["none", "pulseaudio", "alsa", "oss", "sdl", "spice"];

    private static SmallDevice Video(GuestKind kind, HostOffer? offer) => new("video", "Video card", VideoSettings.Models(kind, offer), (asked, model) =>
    {
        var video = new VideoXml(New("video")) { Model = model };
        VideoSettings.Apply(asked with { Model = null }, video);
        return video;
    })
    {
        Fields = kind.Xen is null ? VideoSettings.Fields : [],
        Check = (asked, definitions) => VideoSettings.Mistakes(asked, string.IsNullOrEmpty(asked.Model) ? VideoSettings.Models(kind, offer).FirstOrDefault() : asked.Model, definitions),
    };

    private static SmallDevice Port(string kind, string word) => new(kind, word, [], (asked, _) => HostSide.Write(asked, OfPorts, new CharacterDeviceXml(New(kind)))) { Backends = OfPorts };

    private static ImmutableArray<string> OfPorts { get; } = [HostSide.Pty, HostSide.Unix, HostSide.Tcp, HostSide.File, HostSide.Nothing];

    private static SmallDevice Channel(HostOffer? offer)
    {
        ImmutableArray<string> backends = [HostSide.Unix, HostSide.Pty, HostSide.Tcp, .. offer is null || offer.HasGraphics(DisplaySettings.Spice) ? [HostSide.SpiceChannel] : Array.Empty<string>(), HostSide.Agent];
        return new("channel", "Channel to the guest", [], (asked, _) =>
        {
            var channel = HostSide.Write(asked, backends, new CharacterDeviceXml(New("channel")));
            (channel.TargetType, channel.TargetName) = ("virtio", ChannelName(asked));
            return channel;
        })
        {
            Backends = backends,
            Fields = ["name"],
            Check = (asked, definitions) => [("name", NameMistake(ChannelName(asked))), (asked.Name is null ? "kind" : "name", definitions.Any(domain => domain.Devices.OfType<CharacterDeviceXml>().Any(other => other.Kind == "channel" && other.TargetName == ChannelName(asked))) ? "It has one already." : null)],
        };
    }

    private static IEnumerable<SmallDevice> Further(GuestKind kind, HostOffer? offer)
    {
        if (kind.Arch is "x86_64" or "i686")
            yield return Port("parallel", "Parallel port");
        var spice = offer is null || offer.HasGraphics(DisplaySettings.Spice) ? new[] { HostSide.SpiceChannel } : [];
        if (offer is null || offer.HasRedirection)
            yield return Carried("redirdev", "USB redirection", [.. spice, HostSide.Tcp], element => new RedirectedDeviceXml(element) { Bus = "usb" });
        yield return Carried("smartcard", "Smart card reader", [.. spice, HostSide.Tcp], element => new SmartCardXml(element) { Mode = "passthrough" }) with
        {
            Types = ["passthrough", "host"],
            Write = (asked, _) => asked.Type is "host" ? new SmartCardXml(New("smartcard")) { Mode = "host" } : HostSide.Write(asked, [.. spice, HostSide.Tcp], new SmartCardXml(New("smartcard")) { Mode = "passthrough" }),
        };
        yield return new("shmem", "Shared memory", ["ivshmem-plain"], (asked, model) => new SharedMemoryXml(New("shmem")) { Name = asked.Name, Model = model, SizeBytes = asked.Size })
        {
            Fields = ["name", "size"],
            Check = (asked, _) => [("name", NameMistake(asked.Name)), ("size", asked.Size is { } size and >= LeastShared and <= MostShared && BitOperations.IsPow2(size) ? null : "A power of two, from 1 MiB.")],
        };
        if (offer is { HasCrypto: true })
            yield return new("crypto", "Crypto accelerator", ["virtio"], (_, model) => DeviceXml.Lay(new XElement("crypto", new XAttribute("model", model ?? ""), new XAttribute("type", "qemu"), new XElement("backend", new XAttribute("model", "builtin")))));
        if (DeviceModels.Iommus(kind, offer?.MachineType) is { IsEmpty: false } iommus)
            yield return new("iommu", "IOMMU", iommus, (_, model) => new IommuXml(New("iommu")) { Model = model }) { IsAlone = true };
        yield return new("audio", "Sound output on the host", [], (asked, _) => new AudioXml(New("audio")) { Type = string.IsNullOrEmpty(asked.Type) ? Audios[0] : asked.Type })
        {
            Types = [.. Audios.Where(type => type is not "spice" || spice.Length > 0)],
            Check = (asked, definitions) => [("type", asked.Type is "spice" && !definitions.Any(domain => domain.Graphics.Any(display => display.Type is DisplaySettings.Spice)) ? "The machine has no SPICE display: add that first." : null)],
        };
        yield return new("hub", "USB hub", [], (_, _) => new HubXml(New("hub")) { Type = "usb" });
    }

    private static SmallDevice Carried<T>(string kind, string word, ImmutableArray<string> backends, Func<XElement, T> make) where T : CharacterBackendXml =>
        new(kind, word, [], (asked, _) => HostSide.Write(asked, backends, make(New(kind)))) { Backends = backends };

    private static string ChannelName(NewDevice asked) => !string.IsNullOrEmpty(asked.Name) ? asked.Name : asked.Backend is HostSide.SpiceChannel or HostSide.Agent ? SpiceAgent : GuestAgent;

    private static string? NameMistake(string? name) => name is { Length: > 0 and <= LongestName } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        ? null : $"At most {LongestName} letters, digits, and - _ . without others.";
}

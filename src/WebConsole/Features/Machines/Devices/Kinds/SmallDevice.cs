using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>A kind of device about which there is little to say.</summary>
/// <param name="Kind">The name of its element.</param>
/// <param name="Word">What users call it.</param>
/// <param name="Models">The models that can be chosen, the usual one first; none where libvirt chooses.</param>
/// <param name="Write">Makes it, of the arguments and the chosen model.</param>
internal sealed partial record SmallDevice(string Kind, string Word, ImmutableArray<string> Models, Func<NewDevice, string?, DeviceXml> Write)
{
    public static readonly ImmutableArray<string> Inputs = ["tablet", "keyboard", "mouse"];

    /// <summary>The types of those that have several.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Whether a machine can have one of it only.</summary>
    public bool IsAlone { get; init; }

    /// <summary>What its host's side can be, the usual one first; none where it has no such side.</summary>
    public ImmutableArray<string> Backends { get; init; } = [];

    /// <summary>Further fields that it takes.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>What is wrong with what is asked for, by the fields' names; it is given the machine's definitions.</summary>
    public Func<NewDevice, IReadOnlyList<DomainXml>, IEnumerable<(string Argument, string? Mistake)>> Check { get; init; } = (_, _) => [];

    /// <summary>What machines of a kind can get.</summary>
    /// <param name="kind">What runs them.</param>
    /// <param name="offer">What the host offers; <c>null</c> where that does not matter.</param>
    public static ImmutableArray<SmallDevice> Of(GuestKind kind, HostOffer? offer = null) => kind.Xen switch
    {
        null => OfQemu(kind, offer),
        { IsFull: true } => [Video(kind, offer), Input, Serial],
        _ => [],
    };

    private static ImmutableArray<SmallDevice> OfQemu(GuestKind kind, HostOffer? offer) =>
    [
        new("rng", "Random number generator", ["virtio"], (_, model) => new RandomGeneratorXml(New("rng")) { Model = model, BackendModel = "random", BackendPath = "/dev/urandom" }),
        .. DeviceModels.Sounds(kind) is { IsEmpty: false } sounds ? [new SmallDevice("sound", "Sound card", sounds, (_, model) => new SoundXml(New("sound")) { Model = model })] : Array.Empty<SmallDevice>(),
        Video(kind, offer),
        Input,
        new("watchdog", "Watchdog", DeviceModels.Watchdogs(kind), (asked, model) => new WatchdogXml(New("watchdog")) { Model = model, Action = asked.Action is null or "" ? DeviceModels.WatchdogActions[0] : asked.Action }),
        new("panic", "Panic notifier", ["isa", "pvpanic", "hyperv"], (_, model) => new PanicXml(New("panic")) { Model = model }),
        new("vsock", "Socket to the host (vsock)", ["virtio"], (_, model) => new VsockXml(New("vsock")) { Model = model, AutoCid = true }) { IsAlone = true },
        new("tpm", "TPM 2.0", ["tpm-crb", "tpm-tis"], (_, model) => new TpmXml(New("tpm")) { Model = model, BackendType = "emulator", Version = "2.0" }) { IsAlone = true },
        Serial,
        Channel(offer),
        new("controller", "Controller", [], (asked, _) => new ControllerXml(New("controller")) { Type = asked.Type ?? "scsi", Model = asked.Model is null or "" ? Usual(asked.Type ?? "scsi") : asked.Model }) { Types = ["scsi", "usb", "virtio-serial", "sata"] },
        .. Further(kind, offer),
    ];

    private static SmallDevice Input { get; } = new("input", "Input device", [], (asked, _) => new InputXml(New("input")) { Type = asked.Type ?? Inputs[0], Bus = asked.Bus is null or "" ? "usb" : asked.Bus }) { Types = Inputs };

    private static SmallDevice Serial => Port("serial", "Serial port");

    private static XElement New(string kind) => new(kind);

    private static string? Usual(string bus) => bus switch { "scsi" => "virtio-scsi", "usb" => "qemu-xhci", _ => null };
}

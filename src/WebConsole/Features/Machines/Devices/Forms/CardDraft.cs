using System.Globalization;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered about a network card.</summary>
public sealed class CardDraft
{
    /// <summary>What it is connected to: <c>network</c>, <c>bridge</c>, <c>direct</c>, <c>user</c>; any other is kept.</summary>
    public string Type { get; set; } = "network";
    public string Network { get; set; } = "";
    public string PortGroup { get; set; } = "";
    public string? Bridge { get; set; }
    public string? Device { get; set; }
    public string Mode { get; set; } = "bridge";
    public string Model { get; set; } = "";
    public string? Mac { get; set; }
    public bool IsUp { get; set; } = true;
    public int? Mtu { get; set; }
    public int? Vlan { get; set; }
    public string? Filter { get; set; }
    public IReadOnlyList<FilterParameter> FilterParameters { get; set; } = [];

    /// <summary>VLANs that the guest tells apart: <c>10, 20</c>.</summary>
    public string? Trunk { get; set; }
    public int? NativeVlan { get; set; }
    public int? Queues { get; set; }
    public int? RxQueueSize { get; set; }
    public int? TxQueueSize { get; set; }

    /// <summary>Ports that lead to the guest; <c>null</c> where the card has others than the form can say.</summary>
    public IReadOnlyList<PortForward>? Forwards { get; set; } = [];
    public int? InAverage { get; set; }
    public int? InPeak { get; set; }
    public int? InBurst { get; set; }
    public int? OutAverage { get; set; }
    public int? OutPeak { get; set; }
    public int? OutBurst { get; set; }

    /// <summary>VLAN, MTU and filter in short, while their fields are folded.</summary>
    public string MoreInWords => Listed("none", Vlan is { } vlan ? $"VLAN {vlan}" : null, string.IsNullOrWhiteSpace(Trunk) ? null : $"VLANs {Trunk}", Mtu is { } mtu ? $"MTU {mtu}" : null, Filter);

    /// <summary>The queues in short.</summary>
    public string QueuesInWords => Listed("by default", Queues is { } queues ? $"{queues}" : null, RxQueueSize is { } rx ? $"{rx} packets to the guest" : null, TxQueueSize is { } tx ? $"{tx} from it" : null);

    /// <summary>The limits in short.</summary>
    public string LimitsInWords => Listed("none", InAverage is > 0 ? $"receives {InAverage} kB a second" : null, OutAverage is > 0 ? $"sends {OutAverage} kB a second" : null);

    /// <summary>What is no number is 0, which no VLAN has.</summary>
    private IReadOnlyList<int> TrunkNumbers => [.. (Trunk ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];

    private static string Listed(string none, params string?[] words) => string.Join(", ", words.Where(word => !string.IsNullOrEmpty(word))) is { Length: > 0 } said ? said : none;

    public static CardDraft Of(InterfaceXml card) => new()
    {
        Type = card.Type ?? "", Network = card.SourceNetwork ?? "", PortGroup = card.SourcePortGroup ?? "", Bridge = card.Type is "bridge" ? card.SourceBridge : null, Device = card.Type is "direct" ? card.SourceDevice : null,
        Mode = card.SourceMode ?? "bridge", Model = card.Model ?? "", Mac = card.MacAddress, IsUp = card.LinkState is not "down", Mtu = card.Mtu, Vlan = card is { VlanTrunk: false, Vlans.Count: > 0 } ? card.Vlans[0].Id : null, Filter = card.Filter,
        FilterParameters = [.. card.FilterParameters.Select(parameter => new FilterParameter(parameter.Name ?? "", parameter.Value ?? ""))],
        Trunk = card.VlanTrunk ? string.Join(", ", CardVlans.Numbers(card)) : null, NativeVlan = card.VlanTrunk ? card.Vlans.FirstOrDefault(vlan => vlan.NativeMode is not null)?.Id : null,
        Queues = card.Queues, RxQueueSize = card.ReceiveQueueSize, TxQueueSize = card.SendQueueSize, Forwards = PortForwards.Of(card),
        InAverage = card.InboundKilobytesPerSecond, InPeak = card.InboundPeakKilobytesPerSecond, InBurst = card.InboundBurstKibibytes,
        OutAverage = card.OutboundKilobytesPerSecond, OutPeak = card.OutboundPeakKilobytesPerSecond, OutBurst = card.OutboundBurstKibibytes,
    };

    /// <summary>A new card of what is entered.</summary>
    public NewDevice AsNew(Guid seed) => new()
    {
        Kind = "interface", Network = Type is "network" ? Network : null, PortGroup = Type is "network" && PortGroup.Length > 0 ? PortGroup : null, Bridge = Type is "bridge" ? Bridge ?? "" : null,
        Device = Type is "direct" ? Device ?? "" : null, Mode = Type is "direct" ? Mode : null, User = Type is "user" ? true : null,
        Model = Model.Length > 0 ? Model : null, Mac = string.IsNullOrEmpty(Mac) ? null : Mac, Link = IsUp ? null : "down", Mtu = Mtu, Vlan = Vlan, Filter = string.IsNullOrEmpty(Filter) ? null : Filter, Seed = seed,
        FilterParameters = string.IsNullOrEmpty(Filter) || FilterParameters.Count == 0 ? null : FilterParameters, Vlans = string.IsNullOrWhiteSpace(Trunk) ? null : TrunkNumbers, NativeVlan = string.IsNullOrWhiteSpace(Trunk) ? null : NativeVlan,
        Queues = Queues, RxQueueSize = RxQueueSize, TxQueueSize = TxQueueSize, Forwards = Type is "user" && Forwards is { Count: > 0 } ? Forwards : null,
    };

    /// <summary>What differs from the card as it was read.</summary>
    public DeviceChanges ChangesFrom(CardDraft first)
    {
        var moves = (Type, Network, PortGroup, Bridge ?? "", Device ?? "", Mode) != (first.Type, first.Network, first.PortGroup, first.Bridge ?? "", first.Device ?? "", first.Mode);
        return new DeviceChanges
        {
            Network = moves && Type is "network" ? Network : null, PortGroup = moves && Type is "network" ? PortGroup : null, Bridge = moves && Type is "bridge" ? Bridge ?? "" : null,
            Device = moves && Type is "direct" ? Device ?? "" : null, Mode = moves && Type is "direct" ? Mode : null, User = moves && Type is "user" ? true : null,
            Model = Model == first.Model ? null : Model, Mac = (Mac ?? "") == (first.Mac ?? "") ? null : Mac ?? "", Link = IsUp == first.IsUp ? null : IsUp ? "up" : "down",
            Mtu = Mtu == first.Mtu ? null : Mtu ?? 0, Vlan = Vlan == first.Vlan ? null : Vlan ?? 0, Filter = (Filter ?? "") == (first.Filter ?? "") ? null : Filter ?? "",
            FilterParameters = string.IsNullOrEmpty(Filter) || (FilterParameters.SequenceEqual(first.FilterParameters) && (Filter ?? "") == (first.Filter ?? "")) ? null : FilterParameters,
            Vlans = (Trunk ?? "") == (first.Trunk ?? "") ? null : TrunkNumbers, NativeVlan = (Trunk ?? "", NativeVlan) == (first.Trunk ?? "", first.NativeVlan) ? null : NativeVlan ?? 0,
            Queues = Queues == first.Queues ? null : Queues ?? 0, RxQueueSize = RxQueueSize == first.RxQueueSize ? null : RxQueueSize ?? 0, TxQueueSize = TxQueueSize == first.TxQueueSize ? null : TxQueueSize ?? 0,
            Forwards = Type is not "user" || Forwards is null || Forwards.SequenceEqual(first.Forwards ?? []) ? null : Forwards,
            Inbound = (InAverage, InPeak, InBurst) == (first.InAverage, first.InPeak, first.InBurst) ? null : new CardRate(InAverage ?? 0, InPeak, InBurst),
            Outbound = (OutAverage, OutPeak, OutBurst) == (first.OutAverage, first.OutPeak, first.OutBurst) ? null : new CardRate(OutAverage ?? 0, OutPeak, OutBurst),
        };
    }
}

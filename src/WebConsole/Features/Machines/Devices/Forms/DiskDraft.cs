using System.Collections.Immutable;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered about a disk.</summary>
public sealed class DiskDraft
{
    public string Bus { get; set; } = "";
    public string Cache { get; set; } = "";
    public string Io { get; set; } = "";
    public string Discard { get; set; } = "";
    public string DetectZeroes { get; set; } = "";
    public string? Serial { get; set; }
    public bool ReadOnly { get; set; }
    public bool Shareable { get; set; }

    public ImmutableArray<RateDraft> Rates { get; private init; } =
        [new("totalBytes", true), new("readBytes", true), new("writeBytes", true), new("totalRequests", false), new("readRequests", false), new("writeRequests", false)];

    /// <summary>The limits in short: "2 limits", "none".</summary>
    public string LimitsInWords => Rates.Count(rate => rate.AsRate is not null) switch { 0 => "none", 1 => "1 limit", var count => $"{count} limits" };

    public static DiskDraft Of(DiskXml disk)
    {
        var limits = DiskSettings.LimitsOf(disk);
        var draft = new DiskDraft
        {
            Bus = disk.TargetBus ?? "", Cache = disk.Cache is null or "default" ? "" : disk.Cache, Io = disk.Io ?? "", Discard = disk.Discard ?? "", DetectZeroes = disk.DetectZeroes ?? "",
            Serial = disk.Serial, ReadOnly = disk.ReadOnly, Shareable = disk.Shareable,
        };
        foreach (var (rate, had) in draft.Rates.Zip((DiskRate?[])[limits.TotalBytes, limits.ReadBytes, limits.WriteBytes, limits.TotalRequests, limits.ReadRequests, limits.WriteRequests]))
            rate.Take(had);
        return draft;
    }

    /// <summary>What differs from the disk as it was read.</summary>
    public DeviceChanges ChangesFrom(DiskDraft first) => new()
    {
        Bus = Changed(Bus, first.Bus), Cache = Changed(Cache, first.Cache), Io = Changed(Io, first.Io), Discard = Changed(Discard, first.Discard), DetectZeroes = Changed(DetectZeroes, first.DetectZeroes),
        Serial = Changed(Serial, first.Serial), ReadOnly = ReadOnly == first.ReadOnly ? null : ReadOnly, Shareable = Shareable == first.Shareable ? null : Shareable,
        Limits = Limits == first.Limits ? null : Limits,
    };

    private DiskLimits Limits => new(Rates[0].AsRate, Rates[1].AsRate, Rates[2].AsRate, Rates[3].AsRate, Rates[4].AsRate, Rates[5].AsRate);

    private static string? Changed(string? value, string? first) => (value ?? "") == (first ?? "") ? null : value ?? "";
}

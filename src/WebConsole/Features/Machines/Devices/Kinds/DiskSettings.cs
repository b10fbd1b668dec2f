using System.Collections.Immutable;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hardware;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Devices.Kinds;

/// <summary>How a disk is driven: caches, discarding, limits. The same for new disks and those that there are.</summary>
internal static class DiskSettings
{
    /// <summary>The most letters of a serial number that QEMU shows to all guests.</summary>
    private const int LongestSerial = 20;

    public static readonly string[] Fields = ["bus", "cache", "io", "discard", "detectZeroes", "serial", "readOnly", "shareable", "limits"];

    public static readonly ImmutableArray<string> Ios = ["native", "threads", "io_uring"];
    public static readonly ImmutableArray<string> Discards = ["unmap", "ignore"];
    public static readonly ImmutableArray<string> Zeroes = ["off", "on", "unmap"];

    /// <summary>What Xen decides by itself.</summary>
    private static readonly string[] NotOfXen = ["cache", "io", "detectZeroes", "limits"];

    /// <summary>Errors by their names in the API.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="domain">The machine's definition.</param>
    /// <param name="device">What the guest sees: a disk or a drive.</param>
    /// <param name="now">The disk as it is; <c>null</c> for a new one.</param>
    public static IEnumerable<(string Argument, string? Mistake)> Mistakes(DeviceSettings settings, DomainXml domain, string? device, DiskXml? now = null) =>
    [
        ("bus", OneOf.MistakeUnlessEmpty(settings.Bus, DiskBuses.Of(domain, device))), ("cache", OneOf.MistakeUnlessEmpty(settings.Cache, DeviceModels.DiskCaches)), ("io", OneOf.MistakeUnlessEmpty(settings.Io, Ios)),
        ("discard", OneOf.MistakeUnlessEmpty(settings.Discard, Discards)), ("detectZeroes", OneOf.MistakeUnlessEmpty(settings.DetectZeroes, Zeroes)),
        ("serial", settings.Serial is { Length: > 0 } serial && (serial.Length > LongestSerial || !serial.All(letter => char.IsAsciiLetterOrDigit(letter) || "_ -.".Contains(letter, StringComparison.Ordinal)))
            ? $"At most {LongestSerial} letters, digits, and _ - . without others." : null),
        (settings.Io is null ? "cache" : "io", NativeMistake(settings, now)),
        .. Limits(settings.Limits),
        .. GuestKind.Of(domain).Xen is null ? [] : SettingNames.Set(settings).Intersect(NotOfXen).Select(field => (field, (string?)"Xen chooses it itself.")),
    ];

    /// <summary>QEMU makes requests natively past the host's cache only, and libvirt refuses it with others, the default included.</summary>
    private static string? NativeMistake(DeviceSettings settings, DiskXml? now) => (settings.Io, settings.Cache) is not (null, null)
        && (settings.Io ?? now?.Io) is "native" && (settings.Cache ?? now?.Cache) is not ("none" or "directsync") ? "Requests are native with the cache none or directsync only." : null;

    /// <summary>All but the bus.</summary>
    public static void Apply(DeviceSettings settings, DiskXml disk)
    {
        disk.Cache = New(settings.Cache, disk.Cache);
        disk.Io = New(settings.Io, disk.Io);
        disk.Discard = New(settings.Discard, disk.Discard);
        disk.DetectZeroes = New(settings.DetectZeroes, disk.DetectZeroes);
        disk.Serial = New(settings.Serial, disk.Serial);
        disk.ReadOnly = settings.ReadOnly ?? disk.ReadOnly;
        disk.Shareable = settings.Shareable ?? disk.Shareable;
        if (settings.Limits is { } limits)
            Apply(limits, disk);
    }

    private static void Apply(DiskLimits limits, DiskXml disk)
    {
        (disk.TotalBytesPerSecond, disk.TotalBytesPerSecondMax, disk.TotalBytesPerSecondMaxSeconds) = Parts(limits.TotalBytes);
        (disk.ReadBytesPerSecond, disk.ReadBytesPerSecondMax, disk.ReadBytesPerSecondMaxSeconds) = Parts(limits.ReadBytes);
        (disk.WriteBytesPerSecond, disk.WriteBytesPerSecondMax, disk.WriteBytesPerSecondMaxSeconds) = Parts(limits.WriteBytes);
        (disk.TotalIops, disk.TotalIopsMax, disk.TotalIopsMaxSeconds) = Parts(limits.TotalRequests);
        (disk.ReadIops, disk.ReadIopsMax, disk.ReadIopsMaxSeconds) = Parts(limits.ReadRequests);
        (disk.WriteIops, disk.WriteIopsMax, disk.WriteIopsMaxSeconds) = Parts(limits.WriteRequests);
        if (limits == new DiskLimits())
            disk.Element.Elements("iotune").Remove();
    }

    /// <summary>The limits of a disk.</summary>
    public static DiskLimits LimitsOf(DiskXml disk) => new(
        Of(disk.TotalBytesPerSecond, disk.TotalBytesPerSecondMax, disk.TotalBytesPerSecondMaxSeconds), Of(disk.ReadBytesPerSecond, disk.ReadBytesPerSecondMax, disk.ReadBytesPerSecondMaxSeconds),
        Of(disk.WriteBytesPerSecond, disk.WriteBytesPerSecondMax, disk.WriteBytesPerSecondMaxSeconds), Of(disk.TotalIops, disk.TotalIopsMax, disk.TotalIopsMaxSeconds),
        Of(disk.ReadIops, disk.ReadIopsMax, disk.ReadIopsMaxSeconds), Of(disk.WriteIops, disk.WriteIopsMax, disk.WriteIopsMaxSeconds));

    private static DiskRate? Of(long? rate, long? burst, long? seconds) => rate is null or 0 && burst is null or 0 ? null : new DiskRate(rate, burst, (int?)seconds);

    private static (long? Rate, long? Burst, long? Seconds) Parts(DiskRate? rate) => rate is not { Rate: > 0 } ? (null, null, null) : (rate.Rate, rate.Burst is > 0 ? rate.Burst : null, rate.Burst is > 0 && rate.Seconds is > 1 ? rate.Seconds : null);

    private static IEnumerable<(string Argument, string? Mistake)> Limits(DiskLimits? limits)
    {
        if (limits is null)
            return [];
        return
        [
            .. Rate("limits.totalBytes", limits.TotalBytes), .. Rate("limits.readBytes", limits.ReadBytes), .. Rate("limits.writeBytes", limits.WriteBytes),
            .. Rate("limits.totalRequests", limits.TotalRequests), .. Rate("limits.readRequests", limits.ReadRequests), .. Rate("limits.writeRequests", limits.WriteRequests),
            ("limits.totalBytes.rate", Both(limits.TotalBytes, limits.ReadBytes, limits.WriteBytes)), ("limits.totalRequests.rate", Both(limits.TotalRequests, limits.ReadRequests, limits.WriteRequests)),
        ];

        static string? Both(DiskRate? total, DiskRate? read, DiskRate? write) => total?.Rate > 0 && (read?.Rate > 0 || write?.Rate > 0) ? "Of all together, or of reading and writing, not both." : null;
    }

    private static IEnumerable<(string Argument, string? Mistake)> Rate(string name, DiskRate? rate)
    {
        yield return ($"{name}.rate", rate?.Rate < 0 ? "A number from 0." : null);
        yield return ($"{name}.burst", rate?.Burst > 0 && !(rate.Rate > 0) ? "A burst needs a rate." : rate?.Burst > 0 && rate.Burst < rate.Rate ? "At least the rate." : rate?.Burst < 0 ? "A number from 0." : null);
        yield return ($"{name}.seconds", rate?.Seconds is < 1 or > 3600 ? "A number from 1 to 3600." : null);
    }

    private static string? New(string? asked, string? now) => asked switch { null => now, "" => null, _ => asked };
}

using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A source of random numbers.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#random-number-generator-device"/>
public sealed class RandomGeneratorXml(XElement element) : DeviceXml(element)
{
    /// <summary>The model, <c>virtio</c> in general.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>Where the numbers come from: <c>random</c> (a device), <c>egd</c>, <c>builtin</c>.</summary>
    public string? BackendModel { get => Get("backend@model"); set => Set("backend@model", value); }

    /// <summary>The host's device, where the backend is <c>random</c>.</summary>
    public string? BackendPath => BackendModel == "random" ? Get("backend") : null;

    /// <summary>The most bytes in a <see cref="RatePeriodMilliseconds"/>.</summary>
    public int? RateBytes { get => GetInt("rate@bytes"); set => SetNumber("rate@bytes", value); }

    /// <summary>The time <see cref="RateBytes"/> is for, in milliseconds.</summary>
    public int? RatePeriodMilliseconds { get => GetInt("rate@period"); set => SetNumber("rate@period", value); }
}

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
    public string? BackendPath { get => Get("backend"); set => Set("backend", value); }

    /// <summary>How an entropy daemon is reached, where the backend is <c>egd</c>; as <see cref="CharacterBackendXml.Type"/>.</summary>
    public string? BackendType { get => Get("backend@type"); set => Set("backend@type", value); }

    /// <summary>The end on the host of that connection, or the first of several.</summary>
    public CharacterSourceXml BackendSource => new(this, "backend/source");

    /// <summary>All ends on the host of that connection.</summary>
    public XmlList<CharacterSourceXml> BackendSources => Views("backend/source", e => new CharacterSourceXml(e));

    /// <summary>What is spoken over it; as <see cref="CharacterBackendXml.Protocol"/>.</summary>
    public string? BackendProtocol { get => Get("backend/protocol@type"); set => Set("backend/protocol@type", value); }

    /// <summary>A file to which its output is also written.</summary>
    public string? BackendLogFile { get => Get("backend/log@file"); set => Set("backend/log@file", value); }

    /// <summary>Whether what the log has is kept at a start.</summary>
    public bool? BackendLogAppend { get => GetOnOff("backend/log@append"); set => SetOnOff("backend/log@append", value); }

    /// <summary>The most bytes in a <see cref="RatePeriodMilliseconds"/>.</summary>
    public int? RateBytes { get => GetInt("rate@bytes"); set => SetNumber("rate@bytes", value); }

    /// <summary>The time <see cref="RateBytes"/> is for, in milliseconds.</summary>
    public int? RatePeriodMilliseconds { get => GetInt("rate@period"); set => SetNumber("rate@period", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");
}

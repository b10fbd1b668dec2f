using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A domain's weight and limits on one disk of the host.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#block-i-o-tuning"/>
public sealed class BlockDeviceTuneXml(XElement element) : XmlView(element)
{
    /// <summary>The disk's device file on the host.</summary>
    public string? Path { get => Get("path"); set => Set("path", value); }

    /// <summary>The weight against other domains, 10 to 1000; null for the domain's <see cref="DomainXml.BlockWeight"/>.</summary>
    public int? Weight { get => GetInt("weight"); set => SetNumber("weight", value); }

    /// <summary>The most bytes read a second; null for no limit.</summary>
    public long? ReadBytesPerSecond { get => GetLong("read_bytes_sec"); set => SetNumber("read_bytes_sec", value); }

    /// <summary>The most bytes written a second; null for no limit.</summary>
    public long? WriteBytesPerSecond { get => GetLong("write_bytes_sec"); set => SetNumber("write_bytes_sec", value); }

    /// <summary>The most reads a second; null for no limit.</summary>
    public long? ReadIops { get => GetLong("read_iops_sec"); set => SetNumber("read_iops_sec", value); }

    /// <summary>The most writes a second; null for no limit.</summary>
    public long? WriteIops { get => GetLong("write_iops_sec"); set => SetNumber("write_iops_sec", value); }
}

namespace Libvirt.Xml;

public sealed partial class DiskXml
{
    /// <summary>The most bytes read and written together a second; null or 0 for no limit. Excludes a limit of reading or writing alone.</summary>
    public long? TotalBytesPerSecond { get => GetLong("iotune/total_bytes_sec"); set => SetNumber("iotune/total_bytes_sec", value); }

    /// <summary>The most bytes read and written together a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? TotalBytesPerSecondMax { get => GetLong("iotune/total_bytes_sec_max"); set => SetNumber("iotune/total_bytes_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? TotalBytesPerSecondMaxSeconds { get => GetLong("iotune/total_bytes_sec_max_length"); set => SetNumber("iotune/total_bytes_sec_max_length", value); }

    /// <summary>The most bytes read a second; null or 0 for no limit.</summary>
    public long? ReadBytesPerSecond { get => GetLong("iotune/read_bytes_sec"); set => SetNumber("iotune/read_bytes_sec", value); }

    /// <summary>The most bytes read a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? ReadBytesPerSecondMax { get => GetLong("iotune/read_bytes_sec_max"); set => SetNumber("iotune/read_bytes_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? ReadBytesPerSecondMaxSeconds { get => GetLong("iotune/read_bytes_sec_max_length"); set => SetNumber("iotune/read_bytes_sec_max_length", value); }

    /// <summary>The most bytes written a second; null or 0 for no limit.</summary>
    public long? WriteBytesPerSecond { get => GetLong("iotune/write_bytes_sec"); set => SetNumber("iotune/write_bytes_sec", value); }

    /// <summary>The most bytes written a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? WriteBytesPerSecondMax { get => GetLong("iotune/write_bytes_sec_max"); set => SetNumber("iotune/write_bytes_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? WriteBytesPerSecondMaxSeconds { get => GetLong("iotune/write_bytes_sec_max_length"); set => SetNumber("iotune/write_bytes_sec_max_length", value); }

    /// <summary>The most requests a second; null or 0 for no limit. Excludes a limit of reading or writing alone.</summary>
    public long? TotalIops { get => GetLong("iotune/total_iops_sec"); set => SetNumber("iotune/total_iops_sec", value); }

    /// <summary>The most requests a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? TotalIopsMax { get => GetLong("iotune/total_iops_sec_max"); set => SetNumber("iotune/total_iops_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? TotalIopsMaxSeconds { get => GetLong("iotune/total_iops_sec_max_length"); set => SetNumber("iotune/total_iops_sec_max_length", value); }

    /// <summary>The most reads a second; null or 0 for no limit.</summary>
    public long? ReadIops { get => GetLong("iotune/read_iops_sec"); set => SetNumber("iotune/read_iops_sec", value); }

    /// <summary>The most reads a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? ReadIopsMax { get => GetLong("iotune/read_iops_sec_max"); set => SetNumber("iotune/read_iops_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? ReadIopsMaxSeconds { get => GetLong("iotune/read_iops_sec_max_length"); set => SetNumber("iotune/read_iops_sec_max_length", value); }

    /// <summary>The most writes a second; null or 0 for no limit.</summary>
    public long? WriteIops { get => GetLong("iotune/write_iops_sec"); set => SetNumber("iotune/write_iops_sec", value); }

    /// <summary>The most writes a second in a burst; null or 0 for no bursts of its own.</summary>
    public long? WriteIopsMax { get => GetLong("iotune/write_iops_sec_max"); set => SetNumber("iotune/write_iops_sec_max", value); }

    /// <summary>How long such a burst may last, in seconds; null for 1.</summary>
    public long? WriteIopsMaxSeconds { get => GetLong("iotune/write_iops_sec_max_length"); set => SetNumber("iotune/write_iops_sec_max_length", value); }

    /// <summary>Bytes from which a request counts as several; null or 0 for one request whatever its size.</summary>
    public long? IopsSizeBytes { get => GetLong("iotune/size_iops_sec"); set => SetNumber("iotune/size_iops_sec", value); }

    /// <summary>A name of disks that share these limits; null for limits of its own.</summary>
    public string? IoTuneGroup { get => Get("iotune/group_name"); set => Set("iotune/group_name", value); }
}

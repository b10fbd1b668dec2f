namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The domain's weight against other domains on the host's disks, 10 to 1000; null for the host's own.</summary>
    public int? BlockWeight { get => GetInt("blkiotune/weight"); set => SetNumber("blkiotune/weight", value); }

    /// <summary>Weights and limits on single disks of the host.</summary>
    public XmlList<BlockDeviceTuneXml> BlockDeviceTunes => Views("blkiotune/device", e => new BlockDeviceTuneXml(e));

    /// <summary>I/O threads whose numbers are given; the others of <see cref="IoThreads"/> are numbered by libvirt.</summary>
    public XmlList<IoThreadXml> IoThreadIds => Views("iothreadids/iothread", e => new IoThreadXml(e));

    /// <summary>The fewest worker threads of the event loop that serves what no I/O thread does; null for QEMU's own.</summary>
    public int? DefaultThreadPoolMin { get => GetInt("defaultiothread@thread_pool_min"); set => SetNumber("defaultiothread@thread_pool_min", value); }

    /// <summary>The most worker threads of that event loop; null for QEMU's own.</summary>
    public int? DefaultThreadPoolMax { get => GetInt("defaultiothread@thread_pool_max"); set => SetNumber("defaultiothread@thread_pool_max", value); }
}

namespace Libvirt.Xml;

public sealed partial class DomainXml
{
    /// <summary>The host's control group that it is put into, such as <c>/virtualmachines/production</c>.</summary>
    public string? ResourcePartition { get => Get("resource/partition"); set => Set("resource/partition", value); }

    /// <summary>The name by which the Fibre Channel fabric tells its traffic.</summary>
    public string? FibreChannelAppId { get => Get("resource/fibrechannel@appid"); set => Set("resource/fibrechannel@appid", value); }

    /// <summary>Events of the host's CPUs that are counted for it.</summary>
    public XmlList<PerfEventXml> PerfEvents => Views("perf/event", e => new PerfEventXml(e));

    /// <summary>How users of a container are users of the host.</summary>
    public XmlList<IdMapXml> UserIds => Views("idmap/uid", e => new IdMapXml(e));

    /// <summary>How groups of a container are groups of the host.</summary>
    public XmlList<IdMapXml> GroupIds => Views("idmap/gid", e => new IdMapXml(e));
}

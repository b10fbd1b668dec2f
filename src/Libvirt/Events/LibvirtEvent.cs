namespace Libvirt;

/// <summary>
/// Something changed at a host. An event says that, not what: read the object again. Names and subjects come from
/// users and guests and are hostile text.
/// </summary>
public abstract record LibvirtEvent;

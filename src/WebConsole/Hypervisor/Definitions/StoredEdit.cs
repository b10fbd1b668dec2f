using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>An edit that has been made on the stored definition of a machine.</summary>
/// <param name="Before">The definition that stood.</param>
/// <param name="Wanted">The one that was written.</param>
/// <param name="Now">The same, with what libvirt added: addresses, controllers.</param>
internal sealed record StoredEdit(DomainXml Before, DomainXml Wanted, DomainXml Now);

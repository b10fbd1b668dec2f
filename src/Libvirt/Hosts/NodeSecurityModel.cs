namespace Libvirt;

/// <summary>The security model that isolates machines from the host.
/// See <see href="https://libvirt.org/html/libvirt-libvirt-host.html#virSecurityModel">virSecurityModel</see>.</summary>
/// <param name="Model">Its name, such as <c>apparmor</c>, <c>selinux</c> or <c>none</c>.</param>
/// <param name="Doi">Its domain of interpretation.</param>
public sealed record NodeSecurityModel(string Model, string Doi);

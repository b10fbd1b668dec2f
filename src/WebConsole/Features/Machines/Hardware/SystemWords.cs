using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>The guest's operating system, if the definition names it.</summary>
internal static class SystemWords
{
    // libosinfo names systems by address: http://debian.org/debian/12.
    public static string? InShort(DomainXml? domain) => domain?.OperatingSystemId is not { } id ? null
        : Uri.TryCreate(id, UriKind.Absolute, out var uri) ? string.Join(' ', uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries)) : id;
}

using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>The guest's operating system, if the definition names it.</summary>
internal static class SystemWords
{
    /// <summary>Such as <c>debian 12</c>.</summary>
    public static string? InShort(DomainXml? domain) => domain?.OperatingSystemId is { } id ? string.Join(' ', Parts(id)) : null;

    /// <summary>Such as <c>debian12</c>, for filters; empty where it is not known.</summary>
    public static string Token(string? id) => id is null ? "" : string.Concat(Parts(id));

    // libosinfo names systems by address: http://debian.org/debian/12.
    private static string[] Parts(string id) => Uri.TryCreate(id, UriKind.Absolute, out var uri) ? uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) : [id];
}

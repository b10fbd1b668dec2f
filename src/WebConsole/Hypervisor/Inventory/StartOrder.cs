using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Inventory;

/// <summary>The place of a machine among those that WebConsole starts after a boot of their host.</summary>
/// <param name="Number">Smaller numbers start first, the same number together.</param>
/// <param name="DelaySeconds">How long after its start the next number begins.</param>
public sealed record StartOrder(int Number, int DelaySeconds)
{
    /// <summary>The highest number.</summary>
    public const int Most = 999;

    /// <summary>The longest delay, in seconds.</summary>
    public const int LongestDelay = 3600;

    /// <summary>Reads it from the metadata, which anybody may have written.</summary>
    /// <returns>The order, if it has one; and whether something stands there that is none.</returns>
    public static (StartOrder? Order, bool IsWrong) Of(DomainXml? domain) => domain switch
    {
        null or { StartOrder: null, StartDelay: null } => (null, false),
        _ when Read(domain.StartOrder, Most) is { } number && Read(domain.StartDelay ?? "0", LongestDelay) is { } delay => (new StartOrder(number, delay), false),
        _ => (null, true),
    };

    /// <summary>Writes an order into a definition; <c>null</c> removes it.</summary>
    public static void Write(DomainXml domain, StartOrder? order) =>
        (domain.StartOrder, domain.StartDelay) = (Text(order?.Number), order is { DelaySeconds: > 0 } ? Text(order.DelaySeconds) : null);

    private static int? Read(string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}

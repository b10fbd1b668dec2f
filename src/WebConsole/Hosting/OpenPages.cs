using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Serilog.Core;
using Serilog.Events;

namespace WebConsole.Hosting;

/// <summary>
/// Which page each circuit shows, and to whom. What .NET logs of a circuit, above all the exception that ended it, has the circuit's id
/// alone: this puts the page's path beside it.
/// </summary>
internal sealed class OpenPages : ILogEventEnricher
{
    /// <summary>The name that lines have the page under; <see cref="Logging"/> writes it behind the message.</summary>
    public const string Property = "Page";

    /// <summary>A browser says where it is, and may say anything.</summary>
    private const int LongestPath = 200;

    private readonly ConcurrentDictionary<string, (NavigationManager Page, ClaimsPrincipal User)> _pages = new(StringComparer.Ordinal);

    public void Add(string circuit, NavigationManager page, ClaimsPrincipal user) => _pages[circuit] = (page, user);

    public void Remove(string circuit) => _pages.TryRemove(circuit, out _);

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (CircuitOf(logEvent) is { } circuit && _pages.TryGetValue(circuit, out var open))
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(Property, $" (page {PathOf(open.Page)})"));
    }

    /// <summary>The circuit that a line of .NET's is about.</summary>
    public static string? CircuitOf(LogEvent line) =>
        line.Properties.TryGetValue("CircuitId", out var id) && id is ScalarValue { Value: string circuit } ? circuit : null;

    /// <summary>Whose circuit it is, while it is open.</summary>
    public ClaimsPrincipal? UserOf(string circuit) => _pages.TryGetValue(circuit, out var open) ? open.User : null;

    /// <summary>Without the query, which no log holds, and escaped as an address is: it can't forge a line.</summary>
    public static string PathOf(NavigationManager page)
    {
        var path = new Uri(page.Uri).AbsolutePath;
        return path.Length > LongestPath ? path[..LongestPath] + "…" : path;
    }
}

using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Serilog.Core;
using Serilog.Events;

namespace WebConsole.Hosting;

/// <summary>
/// The page and the user of each circuit. Log events of .NET about a circuit, above all the exception that ended it,
/// contain only the circuit's ID; this class adds the page's path.
/// </summary>
internal sealed class OpenPages : ILogEventEnricher
{
    /// <summary>The log property with the page; <see cref="Logging"/> writes it after the message.</summary>
    public const string Property = "Page";

    /// <summary>The browser reports its location, so it can be any text.</summary>
    private const int LongestPath = 200;

    private readonly ConcurrentDictionary<string, (NavigationManager Page, ClaimsPrincipal User)> _pages = new(StringComparer.Ordinal);

    public void Add(string circuit, NavigationManager page, ClaimsPrincipal user) => _pages[circuit] = (page, user);

    public void Remove(string circuit) => _pages.TryRemove(circuit, out _);

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (CircuitOf(logEvent) is { } circuit && _pages.TryGetValue(circuit, out var open))
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(Property, $" (page {PathOf(open.Page)})"));
    }

    /// <summary>The circuit that a log event of .NET is about.</summary>
    public static string? CircuitOf(LogEvent line) =>
        line.Properties.TryGetValue("CircuitId", out var id) && id is ScalarValue { Value: string circuit } ? circuit : null;

    /// <summary>Whose circuit it is, while it is open.</summary>
    public ClaimsPrincipal? UserOf(string circuit) => _pages.TryGetValue(circuit, out var open) ? open.User : null;

    /// <summary>Without the query, which is never logged, and URL-escaped, so it can't forge a log line.</summary>
    public static string PathOf(NavigationManager page)
    {
        var path = new Uri(page.Uri).AbsolutePath;
        return path.Length > LongestPath ? path[..LongestPath] + "…" : path;
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Serilog.Core;
using Serilog.Events;

namespace WebConsole.Hosting;

/// <summary>
/// Which page each circuit shows. What .NET logs of a circuit, above all the exception that ended it, has the circuit's id
/// alone: this puts the page's path beside it.
/// </summary>
internal sealed class OpenPages : ILogEventEnricher
{
    /// <summary>The name that lines have the page under; <see cref="Logging"/> writes it behind the message.</summary>
    public const string Property = "Page";

    /// <summary>A browser says where it is, and may say anything.</summary>
    private const int LongestPath = 200;

    private readonly ConcurrentDictionary<string, NavigationManager> _pages = new(StringComparer.Ordinal);

    public void Add(string circuit, NavigationManager page) => _pages[circuit] = page;

    public void Remove(string circuit) => _pages.TryRemove(circuit, out _);

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Properties.TryGetValue("CircuitId", out var id) && id is ScalarValue { Value: string circuit } && _pages.TryGetValue(circuit, out var page))
            logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(Property, $" (page {PathOf(page)})"));
    }

    /// <summary>Without the query, which no log holds, and escaped as an address is: it can't forge a line.</summary>
    public static string PathOf(NavigationManager page)
    {
        var path = new Uri(page.Uri).AbsolutePath;
        return path.Length > LongestPath ? path[..LongestPath] + "…" : path;
    }
}

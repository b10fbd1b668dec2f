using System.Reflection;
using Microsoft.Extensions.Logging;
using WebConsole.Hosting;
using Xunit;

namespace WebConsole.Tests.Architecture;

/// <summary>Log monitoring depends on event IDs.</summary>
public sealed class LogEventTests
{
    [Fact]
    public void NumbersOfLines_AreUsedOnce()
    {
        const BindingFlags all = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var lines = typeof(WebConsoleHost).Assembly.GetTypes().SelectMany(type => type.GetMethods(all))
            .Select(method => (Method: $"{method.DeclaringType!.Name}.{method.Name}", Line: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Line is not null).ToList();

        Assert.True(lines.Count > 20);
        Assert.All(lines, line => Assert.True(line.Line!.EventId > 0, line.Method));
        Assert.Empty(lines.GroupBy(line => line.Line!.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(line => line.Method))}"));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Serilog;
using WebConsole.Hosting;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Hosting;

public sealed class OpenPagesTests : IDisposable
{
    private static readonly ClaimsPrincipal Nobody = new();

    private readonly OpenPages _pages = new();
    private readonly LogCapture _log = new();
    private readonly Serilog.Core.Logger _logger;

    public OpenPagesTests() => _logger = new LoggerConfiguration().Enrich.With(_pages).WriteTo.Sink(_log).CreateLogger();

    public void Dispose() => _logger.Dispose();

    [Fact]
    public void LineOfACircuit_NamesItsPageWithoutTheQuery()
    {
        _pages.Add("one", new Page("storage/local?filter=secret#top"), Nobody);
        _pages.Add("two", new Page("tasks"), Nobody);

        Assert.Contains("\"Page\":\" (page /storage/local)\"", Line("one"), StringComparison.Ordinal);
        Assert.Contains("\"Page\":\" (page /tasks)\"", Line("two"), StringComparison.Ordinal);
    }

    [Fact]
    public void PageThatHasGone_AndOtherLines_NameNone()
    {
        _pages.Add("one", new Page("tasks"), Nobody);
        _pages.Remove("one");

        Assert.DoesNotContain("\"Page\"", Line("one"), StringComparison.Ordinal);
        _logger.Information("No circuit's");
        Assert.DoesNotContain("\"Page\"", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Attack", "J4")]
    public void AddressThatForgesALine_IsEscapedAndCut()
    {
        _pages.Add("one", new Page("a\r\n\u001b[31m‮" + new string('x', 5_000)), Nobody);

        var line = Line("one");

        Assert.Contains("(page /a%", line, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\p{C}]", line.TrimEnd());
        Assert.True(line.Length < 500, line);
    }

    private string Line(string circuit)
    {
        _logger.Error("Unhandled exception in circuit '{CircuitId}'.", circuit);
        return _log.Lines.Last();
    }

    private sealed class Page : NavigationManager
    {
        public Page(string path) => Initialize("http://localhost/", "http://localhost/" + path);
    }
}

using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using WebConsole.Hosting;
using Xunit;

namespace WebConsole.Tests.Hosting;

/// <summary>A browser can report an error with any text, and .NET throws it as an exception.</summary>
[Trait("Attack", "J4")]
public sealed class LogLinesTests : IDisposable
{
    private const string Forged = "x\n2026-11-28 07:00:00.000 INF WebConsole.Audit: Signed in \"root\"\r\n2026-11-28 07:00:01.000 INF WebConsole.Audit: Ended\u0085one\u2028two\u001b]0;title\u0007\u001b[2K\u009b1m\u202e";

    private readonly StringWriter _written = new(CultureInfo.InvariantCulture);
    private readonly Logger _logger;

    public LogLinesTests() => _logger = new LoggerConfiguration().WriteTo.Sink(new Lines(_written)).CreateLogger();

    public void Dispose()
    {
        _logger.Dispose();
        _written.Dispose();
    }

    [Fact]
    public void ExceptionsOfHostileWords_BeginNoLine_AndSayNothingToATerminal()
    {
        _logger.Error(new InvalidOperationException(Forged, new IOException(Forged)), "It failed");

        AssertHarmless();
        Assert.Contains("    2026-11-28 07:00:00.000 INF WebConsole.Audit: Signed in", _written.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"\u{001B}]0;title\u{0007}", _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MessagesOfHostileWords_BeginNoLine_AndSayNothingToATerminal()
    {
        // Text from a library, as the message and as a value.
        var message = new MessageTemplate([new Serilog.Parsing.TextToken(Forged), new Serilog.Parsing.PropertyToken("Value", "{Value}")]);
        _logger.Write(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Error, null, message, [new LogEventProperty("Value", new ScalarValue(Forged))]));

        AssertHarmless();
    }

    [Theory]
    [InlineData('x')]
    [InlineData('\n')]
    [InlineData('\u202e')]
    [InlineData('\ud800')]
    public void LongExceptions_AreCut(char letter)
    {
        _logger.Error(new InvalidOperationException(new string(letter, 100_000) + "end"), "It failed");

        AssertHarmless();
        Assert.InRange(_written.ToString().Length, 30, 5_000);
    }

    [Fact]
    public void OrdinaryLines_AreAsTheyWere()
    {
        _logger.ForContext("SourceContext", "WebConsole.Test").ForContext("Page", " (page /tasks)").Warning("A {Thing} of {Count}", "name", 3);

        Assert.Matches(@"\A\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} WRN WebConsole\.Test: A ""name"" of 3 \(page /tasks\)\n\z", _written.ToString());
    }

    private void AssertHarmless()
    {
        var lines = _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Single(lines, line => !line.StartsWith("    ", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotMatch(@"[\p{C}\u2028\u2029]", line));
    }

    private sealed class Lines(TextWriter output) : ILogEventSink
    {
        private readonly LogLines _lines = new(inColour: false);

        public void Emit(LogEvent logEvent) => _lines.Format(logEvent, output);
    }
}

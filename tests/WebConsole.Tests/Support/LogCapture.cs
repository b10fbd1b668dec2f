using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace WebConsole.Tests.Support;

/// <summary>
/// Everything that is logged, in the format of the audit file. Register it as <see cref="ILogEventSink"/>.
/// </summary>
internal sealed class LogCapture : ILogEventSink
{
    private static readonly RenderedCompactJsonFormatter Json = new();

    public ConcurrentQueue<string> Lines { get; } = [];

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        Json.Format(logEvent, line);
        Lines.Enqueue(line.ToString());
    }
}

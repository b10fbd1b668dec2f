using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WebConsole.Tests.Consoles;

/// <summary>Keeps what was logged, as (event id, text).</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = new();

    public IReadOnlyList<(int Id, string Text)> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => new Writer(_entries);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<(int Id, string Text)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => entries.Enqueue((eventId.Id, formatter(state, exception)));
    }
}

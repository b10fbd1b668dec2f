using System.Diagnostics.Metrics;

namespace WebConsole.Benchmarks.Simulation;

/// <summary>Counts how often circuits draw, whatever it is that they draw, by Blazor's own meter.</summary>
internal sealed class RenderMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _drawn;

    public RenderMeter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Microsoft.AspNetCore.Components.Lifecycle", Name: "aspnetcore.components.render_diff.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _drawn));
        _listener.Start();
    }

    public long Drawn => Interlocked.Read(ref _drawn);

    public void Dispose() => _listener.Dispose();
}

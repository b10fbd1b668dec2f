using System.Runtime.InteropServices;

namespace WebConsole.Hypervisor.Metrics;

/// <summary>The values of one machine or host at one reading, before they are stored. The buffer is reused.</summary>
internal sealed class SampleBuffer
{
    private readonly List<(Series Series, float Value)> _values = [];

    public ReadOnlySpan<(Series Series, float Value)> Values => CollectionsMarshal.AsSpan(_values);

    public void Clear() => _values.Clear();

    /// <summary>Adds a value; <see cref="double.NaN"/> and <c>null</c> are unknown.</summary>
    public void Add(Series series, double? value) => _values.Add((series, (float)(value ?? double.NaN)));
}

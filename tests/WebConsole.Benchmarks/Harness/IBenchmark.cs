namespace WebConsole.Benchmarks.Harness;

/// <summary>Measures figures that belong together.</summary>
internal interface IBenchmark
{
    /// <summary>The word that chooses it on the command line.</summary>
    public string Name { get; }

    public IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench);
}

namespace WebConsole.Appliances.Images;

/// <summary>What a conversion may use.</summary>
/// <param name="VirtualBytes">The size of the largest disk, as a guest sees it.</param>
internal sealed record ConversionLimits(long VirtualBytes)
{
    /// <summary>What stays free on the state directory's file system, for the rest of WebConsole.</summary>
    public long FreeBytes { get; init; } = 1L << 30;

    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>Processor time for each image, and for each GiB of it. From its start to its end it may take four times as long.</summary>
    public TimeSpan ForEach { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan ForGibibyte { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>An image of zeros may say that it is as large as any.</summary>
    public TimeSpan ForAny { get; init; } = TimeSpan.FromHours(3);

    public TimeSpan ProcessorTime(long virtualBytes) => ForEach + ForGibibyte * (virtualBytes / (double)(1L << 30)) is var time && time < ForAny ? time : ForAny;
}

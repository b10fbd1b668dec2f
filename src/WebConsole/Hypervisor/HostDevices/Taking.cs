namespace WebConsole.Hypervisor.HostDevices;

/// <summary>What stands against taking a device from those who use it, and who would miss it.</summary>
internal static class Taking
{
    /// <summary>What is said of devices of hosts elsewhere.</summary>
    public const string NotKnown = "What the host itself does by it is not known: that can be told only of the host that WebConsole runs on.";

    /// <summary>Why it is refused: a machine runs with it, or the host would not go on.</summary>
    /// <param name="uses">Who uses it.</param>
    /// <param name="except">The machine that is to have it.</param>
    public static string? WhyNot(IEnumerable<DeviceUse> uses, ObjectId? except = null) =>
        uses.FirstOrDefault(use => use is { IsVital: true, IsSupposed: false }) is { } vital ? $"The host needs it itself, for its {vital.Name}: without it the host would not go on."
        : uses.FirstOrDefault(use => use.IsVital) is { } supposed ? $"The host may need it itself, for its {supposed.Name}: it can't be told which devices carry that."
        : Names(uses.Where(use => use is { What: DeviceUser.Machine, Now: true } && use.Id != except)) is { } machines ? $"It is in use by {machines}: shut that down, or take the device out of it first."
        : null;

    /// <summary>Who misses it from then on, in one sentence; <c>null</c> if nobody does.</summary>
    /// <param name="uses">Who uses it.</param>
    /// <param name="except">The machine that is to have it.</param>
    public static string? WhatSuffers(IEnumerable<DeviceUse> uses, ObjectId? except = null) => string.Join(' ', new[]
    {
        Names(uses.Where(use => use is { What: not DeviceUser.Machine, Now: true })) is { } now ? $"It is in use now by {now}." : null,
        Names(uses.Where(use => !use.Now && use.Id != except)) is { } later ? $"It is meant for {later} as well." : null,
    }.OfType<string>()) is { Length: > 0 } said ? said : null;

    private static string? Names(IEnumerable<DeviceUse> uses) => string.Join(", ", uses.Select(use => use.Words)) is { Length: > 0 } names ? names : null;
}

namespace WebConsole.Components.Shared;

/// <summary>How full something is.</summary>
public enum SpaceLevel
{
    Normal,

    /// <summary>From 85 %.</summary>
    Amber,

    /// <summary>From 95 %.</summary>
    Red,
}

internal static class SpaceLevels
{
    public static SpaceLevel Of(long used, long total) => Percent(used, total) switch { >= 95 => SpaceLevel.Red, >= 85 => SpaceLevel.Amber, _ => SpaceLevel.Normal };

    /// <summary>Rounded down, so that only what is full is 100 %.</summary>
    public static int Percent(long used, long total) => total <= 0 ? 0 : (int)Math.Clamp(used * 100.0 / total, 0, 100);

    public static string ToToken(this SpaceLevel level) => level switch { SpaceLevel.Red => "red", SpaceLevel.Amber => "amber", _ => "normal" };
}

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Whose a preset is.</summary>
public enum PresetOwner
{
    /// <summary>It comes with WebConsole, and can't be changed.</summary>
    WebConsole,

    /// <summary>All may use it; administrators change it.</summary>
    Everybody,

    /// <summary>Of one person, whom alone it is shown to.</summary>
    Person,
}

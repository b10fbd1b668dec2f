namespace WebConsole.Security;

/// <summary>What someone may do; each role holds the rights of those before it.</summary>
public enum Role
{
    /// <summary>Sees everything but what <see cref="DefinitionMask"/> hides, changes nothing, looks at consoles.</summary>
    Viewer = 1,

    /// <summary>Starts, stops and enters machines.</summary>
    Operator = 2,

    /// <summary>Everything.</summary>
    Administrator = 3,
}

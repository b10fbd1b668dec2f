namespace WebConsole.Security;

/// <summary>A role; each role has the rights of the roles before it.</summary>
public enum Role
{
    /// <summary>Sees everything except what <see cref="DefinitionMask"/> hides, views consoles, changes nothing.</summary>
    Viewer = 1,

    /// <summary>Also starts, stops and controls machines.</summary>
    Operator = 2,

    /// <summary>Everything.</summary>
    Administrator = 3,
}

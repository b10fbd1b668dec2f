namespace WebConsole.Actions;

/// <summary>Arguments of an action that edits a definition, with the version that the user saw: another one refuses it.</summary>
public interface IVersioned
{
    /// <summary><c>null</c> accepts any version.</summary>
    public string? Version { get; }

    /// <summary>The same arguments for this version, from the header <c>If-Match</c>.</summary>
    public IVersioned Of(string version);
}

namespace WebConsole.Components.Shared.Forms;

/// <summary>A file that someone has dropped or chosen; its content is still in the browser. The name is hostile.</summary>
/// <param name="Name">The file's name, without a folder.</param>
/// <param name="Size">Its size in bytes.</param>
public sealed record PickedFile(string Name, long Size);

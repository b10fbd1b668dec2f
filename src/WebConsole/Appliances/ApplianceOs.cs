namespace WebConsole.Appliances;

/// <summary>A guest's operating system, as a descriptor hints at it.</summary>
/// <param name="Said">The descriptor's own word.</param>
/// <param name="Family">libosinfo's word for the family: <c>linux</c>, <c>winnt</c>, <c>freebsd</c>, …; <c>null</c> if not known.</param>
/// <param name="ShortId">libosinfo's short name, such as <c>debian12</c>, where it is clear.</param>
internal sealed record ApplianceOs(string Said, string? Family, string? ShortId);

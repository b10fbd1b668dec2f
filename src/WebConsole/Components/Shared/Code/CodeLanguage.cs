namespace WebConsole.Components.Shared.Code;

public enum CodeLanguage
{
    Xml,
    Yaml,
}

using WebConsole.CloudInit.Yaml;
using Xunit;

namespace WebConsole.Tests.CloudInit;

/// <summary>Own texts: what cloud-init reads, and where the mistakes are.</summary>
public sealed class UserDataCheckTests
{
    [Theory]
    [InlineData("")]
    [InlineData("#cloud-config\n")]
    [InlineData("#cloud-config\r\nhostname: web\r\n")]
    [InlineData("#cloud-config\nwrite_files:\n- path: /x\n  content: |\n    a: b\n    *c\n  encoding: b64\n")]
    [InlineData("#cloud-config\npackages: &p [a, b]\nruncmd: *p\n")]
    [InlineData("#cloud-config\nrandom_seed: {data: !!binary YQ==, n: !!str 1}\n")]
    [InlineData("#cloud-config\nruncmd:\n- [sh, -c, 'echo 😀']\n")]
    [InlineData("#cloud-config-archive\n- type: text/cloud-config\n  content: a\n")]
    [InlineData("#!/bin/sh\n: [ {\n")]
    [InlineData("#include\nhttps://example.org/x\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\nMIME-Version: 1.0\n")]
    [InlineData("## template: jinja\n#cloud-config\n{% if v1.region %}\na: b\n{% endif %}\n")]
    public void TextThatCloudInitReads_HasNoProblem(string text) => Assert.Empty(UserDataCheck.Of(text));

    [Theory]
    [InlineData("hostname: web\n", 1, 1)]
    [InlineData("\n#cloud-config\n", 1, 1)]
    [InlineData("# cloud-config\n", 1, 1)]
    [InlineData("## template: jinja\nhostname: web\n", 2, 1)]
    [InlineData("#cloud-config\na: [1,2\nb: 3", 3, 1)]
    [InlineData("#cloud-config\nruncmd:\n\t- a\n", 3, 1)]
    [InlineData("#cloud-config\nhostname: 'web\n", 2, 11)]
    [InlineData("#cloud-config\nhostname: web: b\n", 2, 14)]
    [InlineData("#cloud-config\nhostname: @x\n", 2, 11)]
    [InlineData("#cloud-config\n- a\nhostname: c\n", 3, 1)]
    [InlineData("#cloud-config\n- a\n", 2, 1)]
    [InlineData("#cloud-config\njust words\n", 2, 1)]
    [InlineData("#cloud-config\nruncmd: *nothing\n", 2, 9)]
    [InlineData("#cloud-config\nruncmd: !!python/object:os.system [x]\n", 2, 9)]
    [InlineData("#cloud-config\nruncmd: !mine x\n", 2, 9)]
    [InlineData("#cloud-config\n? [a]\n: b\n", 2, 3)]
    [InlineData("#cloud-config\na: 1\n---\nb: 1\n", 3, 1)]
    [InlineData("#cloud-config\nhostname: a\u0007\n", 2, 12)]
    [InlineData("#cloud-config-archive\na: b\n", 2, 1)]
    public void Mistake_IsAtItsPlace(string text, int line, int column)
    {
        var mistake = UserDataCheck.Of(text).First(problem => !problem.IsWarning);

        Assert.Equal((line, column), (mistake.Line, mistake.Column));
    }

    // Attributes hold no half of a pair.
    [Fact]
    public void HalfACharacter_IsAtItsPlace() => Assert.Equal((2, 11), UserDataCheck.Of("#cloud-config\nhostname: 😀"[..^1]) is [var mistake] ? (mistake.Line, mistake.Column) : (0, 0));

    [Fact]
    public void KeysTwiceOrUnknown_AreWarningsInTheTextsOrder()
    {
        var problems = UserDataCheck.Of("#cloud-config\nhost_name: a\nruncmd: [a]\nwrite_files: [{path: a, path: b}]\nruncmd: [b]\n");

        Assert.All(problems, problem => Assert.True(problem.IsWarning));
        Assert.Equal([(2, 1), (4, 25), (5, 1)], problems.Select(problem => (problem.Line, problem.Column)));
    }

    [Fact]
    public void TextsOfAnAttack_AreNotReadToTheirEnd()
    {
        foreach (var brackets in new[] { new string('[', 250_000), string.Concat(Enumerable.Repeat("[[[],", 50_000)), string.Concat(Enumerable.Repeat("- ", 80_000)) })
            Assert.Equal("At most 64 levels.", Assert.Single(UserDataCheck.Of("#cloud-config\na:\n " + brackets)).Text);
        Assert.InRange(UserDataCheck.Of("#cloud-config\n" + string.Concat(Enumerable.Repeat("a: *b\n", 40_000))).Count, 1, 50);
        // Nine times nine aliases, which would be a billion texts.
        Assert.Empty(UserDataCheck.Of("#cloud-config\nrandom_seed:\n" + string.Concat(Enumerable.Range(1, 9).Select(at => $"  k{at}: &a{at} [{string.Join(',', Enumerable.Repeat(at == 1 ? "x" : $"*a{at - 1}", 9))}]\n"))));
    }
}

rdplab
Licence: Apache License 2.0, in the file LICENSE.

This download contains the libraries below, each under its own licence. The texts that came with a library are in
lib/libraries.jar, lib/program.jar and lib/unsigned.jar under META-INF/licenses, in a folder named after it.
The pages that rdplab writes contain parts of D3 (https://d3js.org), Copyright Mike Bostock, ISC licence.

<#list dependencyMap as entry>
<#assign project = entry.getKey() />
<#assign licences = entry.getValue() />
${project.groupId}:${project.artifactId}:${project.version}
    ${project.name!project.artifactId}<#if project.url??>, ${project.url}</#if>
    <#list licences as licence>${licence}<#sep>; or </#sep></#list>
</#list>
